package org.chartseal.domain.filing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealedFile;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.shared.NotFound;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** Maps a filed document to a FHIR R4 DocumentReference; the bytes of its file are named by their SHA-256. */
@ApplicationScoped
public class DocumentContent implements SealedSource {

    static final String CATEGORIES = "https://chartseal.org/fhir/CodeSystem/record-category";

    /** FHIR R4's DocumentReference has no place for a remark, nor for why one replaced another. */
    static final String NOTE = "urn:chartseal:fhir:document-note";

    static final String REASON = "urn:chartseal:fhir:document-reason";

    /** FHIR R4 defines an attachment's {@code hash} as SHA-1; the SHA-256 of its bytes stands in this extension. */
    static final String SHA_256 = "urn:chartseal:fhir:attachment-sha256";

    private final EntityManager entities;

    @Inject
    public DocumentContent(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public RecordType type() {
        return RecordType.DOCUMENT;
    }

    @Override
    public Resource currentContent(RecordId id) {
        FiledDocument document = entities.find(FiledDocument.class, id.value());
        if (document == null || document.sealedVersion() == 0) {
            throw new NotFound("document", id);
        }
        FiledFile file = entities.find(FiledFile.class, document.file().value());
        if (file == null) {
            throw new NotFound("file", document.file());
        }
        return of(document, file);
    }

    @Override
    public List<SealedFile> files(RecordId id, Optional<Resource> sealed) {
        Optional<FiledDocument> document = Optional.ofNullable(entities.find(FiledDocument.class, id.value()));
        Optional<Attachment> named = sealed.map(DocumentReference.class::cast).map(DocumentContent::attachment);
        Optional<FiledFile> row = named.map(file -> FiledFileId.parse(file.getId()))
                .or(() -> document.map(FiledDocument::file))
                .map(file -> entities.find(FiledFile.class, file.value()))
                .filter(file -> file.document().value().equals(id.value()));
        Optional<SealedFile.Stored> stored = document.flatMap(of ->
                row.map(file -> new SealedFile.Stored(FiledFile.context(of.patient(), file.id()), file.object())));
        return named
                .map(file -> new SealedFile(
                        file.getTitle(), file.getContentType(), stored, Optional.of(file.getExtensionString(SHA_256))))
                .or(() -> row.map(file -> new SealedFile(file.name(), file.mediaType(), stored, Optional.empty())))
                .stream()
                .toList();
    }

    static Attachment attachment(DocumentReference sealed) {
        return sealed.getContentFirstRep().getAttachment();
    }

    static DocumentReference of(FiledDocument document, FiledFile file) {
        boolean withdrawn = document.state() == FiledDocument.State.WITHDRAWN;
        Description said = document.description();
        DocumentReference content = new DocumentReference();
        content.setId(document.id().toString());
        FhirTerms.label(content, document.category());
        if (!said.note().isEmpty()) {
            content.addExtension(NOTE, new StringType(said.note()));
        }
        if (!document.reason().isEmpty()) {
            content.addExtension(REASON, new StringType(document.reason()));
        }
        content.setStatus(withdrawn ? DocumentReferenceStatus.ENTEREDINERROR : DocumentReferenceStatus.CURRENT);
        content.setDocStatus(
                withdrawn
                        ? ReferredDocumentStatus.ENTEREDINERROR
                        : document.sealedVersion() == 1
                                ? ReferredDocumentStatus.FINAL
                                : ReferredDocumentStatus.AMENDED);
        content.setType(FhirTerms.concept(FhirTerms.LOINC, said.kind().loinc()));
        content.addCategory(FhirTerms.concept(CATEGORIES, document.category().code()));
        content.setSubject(FhirTerms.patient(document.patient()));
        content.addAuthor(FhirTerms.practitioner(document.author()));
        content.setDateElement(FhirTerms.instant(document.signedAt().orElseThrow()));
        content.setDescription(said.title());
        content.addContent().setAttachment(attachment(file, said));
        return content;
    }

    private static Attachment attachment(FiledFile file, Description said) {
        Attachment attachment = new Attachment();
        attachment.setId(file.id().toString());
        attachment.setContentType(file.mediaType());
        attachment.setTitle(file.name());
        attachment.setSize(Math.toIntExact(file.size()));
        attachment.setCreationElement(new DateTimeType(said.dated().toString()));
        attachment.addExtension(SHA_256, new StringType(file.sha256()));
        return attachment;
    }

    /** The part of the record that the sealed content says it belongs to. */
    static RecordCategory category(DocumentReference sealed) {
        return RecordCategory.stored(
                sealed.getCategoryFirstRep().getCodingFirstRep().getCode());
    }
}
