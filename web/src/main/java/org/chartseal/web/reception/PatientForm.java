package org.chartseal.web.reception;

import jakarta.ws.rs.FormParam;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.chartseal.domain.people.Contact;
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
    private @Nullable String identifierSystem;

    @FormParam("identifier")
    private @Nullable String identifier;

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
        Set<Identifier> issued = text(identifier).isBlank()
                ? Set.of()
                : Set.of(new Identifier(text(identifierSystem), text(identifier)));
        if (name.isEmpty() || born.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        Contact contact = new Contact(text(phone), text(email), text(address), text(language));
        return checked(form, () -> new PatientDetails(name.get(), born.get(), theirs.get(), contact, issued));
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
