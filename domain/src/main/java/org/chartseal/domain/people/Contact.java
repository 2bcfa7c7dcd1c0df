package org.chartseal.domain.people;

/**
 * How a patient is reached; each part may be empty.
 *
 * @param language BCP 47 tag of the language they prefer
 */
public record Contact(String phone, String email, String address, String language) {

    /** Nothing known. */
    public static final Contact NONE = new Contact("", "", "", "");

    public Contact {
        phone = phone.strip();
        email = email.strip();
        address = address.strip();
        language = language.strip();
    }
}
