package org.chartseal.web.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.chartseal.domain.audit.Mail;
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
        configuration.ifPresent(server -> send(server, subject, text));
    }

    private static void send(MailConfiguration server, String subject, String text) {
        try {
            Session session = Session.getInstance(properties(server));
            MimeMessage letter = new MimeMessage(session);
            letter.setFrom(new InternetAddress(server.from()));
            letter.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(server.administrator()));
            letter.setSubject(subject, StandardCharsets.UTF_8.name());
            letter.setText(text, StandardCharsets.UTF_8.name());
            if (server.user().isEmpty()) {
                Transport.send(letter);
            } else {
                Transport.send(letter, server.user(), server.password());
            }
        } catch (MessagingException away) {
            throw new Unavailable("mail", RETRY, away);
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
