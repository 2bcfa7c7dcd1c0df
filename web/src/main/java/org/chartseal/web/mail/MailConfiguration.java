package org.chartseal.web.mail;

import java.util.Optional;
import java.util.Properties;

/**
 * How mail is sent, read once at start-up from system properties.
 *
 * @param host {@code chartseal.mail.smtp.host}
 * @param port {@code chartseal.mail.smtp.port}, 587 when it is not named
 * @param startTls {@code chartseal.mail.smtp.starttls}: unless it is {@code false}, a server without TLS gets no mail
 * @param user {@code chartseal.mail.smtp.user}; empty where the server asks for none
 * @param password {@code chartseal.mail.smtp.password}
 * @param from {@code chartseal.mail.from}
 * @param administrator {@code chartseal.mail.administrator}
 */
record MailConfiguration(
        String host, int port, boolean startTls, String user, String password, String from, String administrator) {

    private static final String SUBMISSION = "587";

    /**
     * Reads and checks every key; nothing when no host is named: mail is off.
     *
     * @throws IllegalStateException that names the first key that is missing or wrong
     */
    static Optional<MailConfiguration> from(Properties properties) {
        String host = properties.getProperty("chartseal.mail.smtp.host", "").strip();
        if (host.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MailConfiguration(
                host,
                port(properties.getProperty("chartseal.mail.smtp.port", SUBMISSION)),
                !properties
                        .getProperty("chartseal.mail.smtp.starttls", "true")
                        .strip()
                        .equals("false"),
                properties.getProperty("chartseal.mail.smtp.user", "").strip(),
                properties.getProperty("chartseal.mail.smtp.password", ""),
                required(properties, "chartseal.mail.from"),
                required(properties, "chartseal.mail.administrator")));
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException wrong) {
            throw new IllegalStateException("Configuration: chartseal.mail.smtp.port is not valid", wrong);
        }
    }

    private static String required(Properties properties, String key) {
        String value = properties.getProperty(key, "").strip();
        if (!value.contains("@")) {
            throw new IllegalStateException("Configuration: " + key + " is missing or not an address");
        }
        return value;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MailConfiguration[" + host + ":" + port + "]";
    }
}
