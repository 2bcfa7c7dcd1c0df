package org.chartseal.domain.people;

import java.util.Set;
import java.util.stream.Stream;

/**
 * How a patient is reached; each part may be empty.
 *
 * @param language BCP 47 tag of the language they prefer
 * @param others further telephones and e-mail addresses
 */
public record Contact(String phone, String email, String address, String language, Set<ContactPoint> others) {

    /** Nothing known. */
    public static final Contact NONE = new Contact("", "", "", "");

    public Contact {
        phone = phone.strip();
        email = email.strip();
        address = address.strip();
        language = language.strip();
        others = Set.copyOf(others);
    }

    /** Without further ones. */
    public Contact(String phone, String email, String address, String language) {
        this(phone, email, address, language, Set.of());
    }

    /** Every telephone. */
    Stream<String> phones() {
        return Stream.concat(Stream.of(phone), values(ContactPoint.PHONE));
    }

    /** Every e-mail address. */
    Stream<String> emails() {
        return Stream.concat(Stream.of(email), values(ContactPoint.EMAIL));
    }

    private Stream<String> values(String system) {
        return others.stream().filter(one -> one.system().equals(system)).map(ContactPoint::value);
    }
}
