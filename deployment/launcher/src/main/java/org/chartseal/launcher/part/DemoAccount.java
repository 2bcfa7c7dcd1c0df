package org.chartseal.launcher.part;

import java.util.List;

/**
 * Someone who can sign in to the demo hospital, with the password {@code demo}.
 *
 * @param name to sign in with
 * @param role in the realm
 * @param page where this person's work begins
 */
public record DemoAccount(String name, String role, String givenName, String familyName, String page) {
    static final DemoAccount ADMINISTRATOR = new DemoAccount("admin", "administrator", "Ada", "Admin", "/admin");

    public static final List<DemoAccount> ALL = List.of(
            new DemoAccount("reception", "receptionist", "Robin", "Reception", "/reception"),
            new DemoAccount("doctor", "doctor", "Ama", "Osei", "/doctor"),
            new DemoAccount("doctor2", "doctor", "Jonas", "Lindqvist", "/doctor"),
            new DemoAccount("labtech", "lab-technician", "Rosa", "Ferreira", "/lab"),
            new DemoAccount("labscientist", "lab-scientist", "Viktor", "Sorokin", "/lab"),
            new DemoAccount("patient", "patient", "Élodie", "Marchand", "/patient"),
            new DemoAccount("patient2", "patient", "Samuel", "Okafor", "/patient"),
            new DemoAccount("insurer", "insurer", "Ivo", "Insurer", "/insurer"),
            new DemoAccount("researcher", "researcher", "Rhea", "Researcher", "/research"),
            ADMINISTRATOR,
            new DemoAccount("auditor", "auditor", "Aud", "Auditor", "/audit"));
}
