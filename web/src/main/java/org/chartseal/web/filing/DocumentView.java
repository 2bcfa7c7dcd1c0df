package org.chartseal.web.filing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import java.util.List;
import org.chartseal.domain.filing.ReadDocuments;
import org.chartseal.web.care.Badges;
import org.chartseal.web.security.PageHeadersFilter;

/** Puts a document on a page: what is said of it, its file as it can be shown, its seal. */
@RequestScoped
public class DocumentView {

    @Inject
    private Badges badges;

    @Inject
    private Models models;

    /** Shows it. */
    public void show(ReadDocuments.View document) {
        models.put("document", document);
        models.put("shown", Shown.of(document.file()));
        models.put("badges", badges.of(document.seal().stream().toList()));
    }

    /** Shows all of them. */
    public void list(List<ReadDocuments.View> documents) {
        models.put("filed", documents);
        models.put(
                "filedBadges",
                badges.of(documents.stream()
                        .flatMap(document -> document.seal().stream())
                        .toList()));
    }

    /**
     * A file as a page shows it.
     *
     * @param address of its content
     * @param picture whether it is one; else it is a PDF
     */
    public record Shown(ReadDocuments.FileView file, String address, boolean picture) {

        static Shown of(ReadDocuments.FileView file) {
            return new Shown(
                    file,
                    PageHeadersFilter.SHOWN_FILES + file.id(),
                    file.mediaType().startsWith("image/"));
        }
    }
}
