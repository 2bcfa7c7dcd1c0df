package org.chartseal.web.reception;

import jakarta.ws.rs.FormParam;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chartseal.domain.people.Contact;
import org.chartseal.domain.people.ContactPoint;
import org.chartseal.domain.people.Identifier;
import org.chartseal.domain.people.PatientDetails;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.jspecify.annotations.Nullable;

/** What reception types about a person; every mistake in it is found at once. */
public class PatientForm {

    @FormParam("given")
    private @Nullable String given;

    @FormParam("family")
    private @Nullable String family;

    @FormParam("birthDate")
    private @Nullable String birthDate;

    @FormParam("sex")
    private @Nullable String sex;

    @FormParam("phone")
    private @Nullable String phone;

    @FormParam("email")
    private @Nullable String email;

    @FormParam("address")
    private @Nullable String address;

    @FormParam("language")
    private @Nullable String language;

    @FormParam("identifierSystem")
    private List<String> identifierSystems = List.of();

    @FormParam("identifier")
    private List<String> identifiers = List.of();

    @FormParam("contactSystem")
    private List<String> contactSystems = List.of();

    @FormParam("contact")
    private List<String> contacts = List.of();

    @FormParam("contactWhose")
    private List<String> contactsWhose = List.of();

    @FormParam("then")
    private @Nullable String then;

    @FormParam("notADuplicate")
    private @Nullable String notADuplicate;

    @FormParam("version")
    private int version;

    /** Of the patient that the form was filled from. */
    int version() {
        return version;
    }

    /** Why it is somebody else than the likely duplicates. */
    String notADuplicate() {
        return text(notADuplicate);
    }

    /** What was typed, or nothing when something cannot be right; the form then says what. */
    Optional<PatientDetails> details(Form form) {
        Optional<PersonName> name = checked(form, () -> new PersonName(text(given), text(family)));
        Optional<LocalDate> born = born(form);
        Optional<Sex> theirs = checked(form, () -> Sex.ofCode(text(sex)));
        Optional<Set<Identifier>> issued = checked(
                form,
                () -> identifierRows().stream()
                        .filter(row -> !row.value().isEmpty())
                        .map(row -> new Identifier(row.system(), row.value()))
                        .collect(Collectors.toSet()));
        Optional<Set<ContactPoint>> others = checked(
                form,
                () -> contactRows().stream()
                        .filter(row -> !row.value().isEmpty())
                        .map(row -> new ContactPoint(row.system(), row.value(), row.whose()))
                        .collect(Collectors.toSet()));
        if (name.isEmpty() || born.isEmpty() || theirs.isEmpty() || issued.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        Contact contact = new Contact(text(phone), text(email), text(address), text(language), others.get());
        return checked(form, () -> new PatientDetails(name.get(), born.get(), theirs.get(), contact, issued.get()));
    }

    /** The rows of issued numbers as they were sent, with one more or one less where a button says so. */
    List<FormRow> identifierRows() {
        return changed("identifier", FormRow.of(identifierSystems, identifiers, List.of()));
    }

    /** The rows of further contacts as they were sent, with one more or one less where a button says so. */
    List<FormRow> contactRows() {
        return changed("contact", FormRow.of(contactSystems, contacts, contactsWhose));
    }

    /** Whether a button only adds or takes away a row: nothing is to be saved yet. */
    boolean changesRows() {
        return text(then).startsWith("add-") || text(then).startsWith("remove-");
    }

    /** The kind of row that a button adds; empty where it adds none. */
    String adding() {
        return text(then).startsWith("add-") ? text(then).substring("add-".length()) : "";
    }

    private List<FormRow> changed(String rows, List<FormRow> sent) {
        if (text(then).equals("add-" + rows)) {
            return FormRow.oneMore(sent);
        }
        String removal = "remove-" + rows + "-";
        return text(then).startsWith(removal) ? FormRow.without(sent, text(then).substring(removal.length())) : sent;
    }

    private Optional<LocalDate> born(Form form) {
        try {
            return Optional.of(LocalDate.parse(text(birthDate)));
        } catch (DateTimeException unreadable) {
            form.add("birthDate", text(birthDate).isBlank() ? "reception.birth-date-missing" : "reception.date-wrong");
            return Optional.empty();
        }
    }

    private static <T> Optional<T> checked(Form form, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (Refused refused) {
            form.add(refused);
            return Optional.empty();
        }
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
