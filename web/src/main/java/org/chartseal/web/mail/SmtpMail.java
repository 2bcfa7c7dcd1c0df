package org.chartseal.web.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.chartseal.domain.audit.Mail;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/** Sends over SMTP where the configuration names a server. */
@ApplicationScoped
public class SmtpMail implements Mail {

    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final String TIMEOUT_MILLIS = "10000";

    private final Optional<MailConfiguration> configuration;

    @Inject
    SmtpMail() {
        this(MailConfiguration.from(System.getProperties()));
    }

    SmtpMail(Optional<MailConfiguration> configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isOn() {
        return configuration.isPresent();
    }

    @Override
    public void toAdministrator(String subject, String text) {
        configuration.ifPresent(server -> {
            try {
                send(server, server.administrator(), Optional.empty(), subject, text);
            } catch (MessagingException away) {
                throw new Unavailable("mail", RETRY, away);
            }
        });
    }

    /**
     * Sends one letter of plain text to someone.
     *
     * @param id by which programs know the letter again, should it come twice
     * @throws Refused {@code letter-undeliverable} when that is no address, or the server will never take letters to it
     * @throws Unavailable when no server takes it now
     */
    void send(String to, UUID id, String subject, String text) {
        MailConfiguration server = configuration.orElseThrow(() -> new IllegalStateException("mail is off"));
        try {
            send(server, to, Optional.of(id), subject, text);
        } catch (AddressException malformed) {
            throw Refused.because("letter-undeliverable").causedBy(malformed);
        } catch (MessagingException failed) {
            if (isRefusedForGood(failed)) {
                throw Refused.because("letter-undeliverable").causedBy(failed);
            }
            throw new Unavailable("mail", RETRY, failed);
        }
    }

    /** The server answered of the recipient that there is none, now and later; what it says for a while is another list. */
    private static boolean isRefusedForGood(MessagingException failed) {
        return failed instanceof SendFailedException refused
                && refused.getInvalidAddresses() != null
                && refused.getInvalidAddresses().length > 0;
    }

    private static void send(MailConfiguration server, String to, Optional<UUID> id, String subject, String text)
            throws MessagingException {
        Session session = Session.getInstance(properties(server));
        MimeMessage letter = id.isPresent() ? new Known(session, id.get(), server.from()) : new MimeMessage(session);
        letter.setFrom(new InternetAddress(server.from()));
        letter.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(to, true));
        letter.setSubject(subject, StandardCharsets.UTF_8.name());
        letter.setText(text, StandardCharsets.UTF_8.name());
        if (server.user().isEmpty()) {
            Transport.send(letter);
        } else {
            Transport.send(letter, server.user(), server.password());
        }
    }

    /** A letter that keeps its name when it is sent again. */
    private static final class Known extends MimeMessage {

        private final String name;

        Known(Session session, UUID id, String from) {
            super(session);
            this.name =
                    "<" + id + "@" + from.substring(from.lastIndexOf('@') + 1).replace(">", "") + ">";
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", name);
        }
    }

    private static Properties properties(MailConfiguration server) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", server.host());
        properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
        properties.setProperty("mail.smtp.auth", Boolean.toString(!server.user().isEmpty()));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(server.startTls()));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(server.startTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        for (String timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty("mail.smtp." + timeout, TIMEOUT_MILLIS);
        }
        return properties;
    }
}
