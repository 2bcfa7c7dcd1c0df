package org.chartseal.web.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.chartseal.domain.letters.Letter;
import org.chartseal.domain.letters.LetterKind;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.page.Dates;
import org.chartseal.web.page.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SmtpMailTest {

    @RegisterExtension
    private final GreenMailExtension server = new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("chartseal.mail.smtp.host", "127.0.0.1");
        properties.setProperty(
                "chartseal.mail.smtp.port", Integer.toString(server.getSmtp().getPort()));
        properties.setProperty("chartseal.mail.smtp.starttls", "false");
        properties.setProperty("chartseal.mail.from", "portal@hospital.example");
        properties.setProperty("chartseal.mail.administrator", "admin@hospital.example");
        return properties;
    }

    @Test
    void a_letter_reaches_the_administrator() throws MessagingException {
        new SmtpMail(MailConfiguration.from(properties())).toAdministrator("One finding – now", "row 3: was „x“");

        MimeMessage[] letters = server.getReceivedMessages();
        assertThat(letters).hasSize(1);
        assertThat(letters[0].getSubject()).isEqualTo("One finding – now");
        assertThat(letters[0].getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("admin@hospital.example");
        assertThat(letters[0].getFrom()).extracting(Object::toString).containsExactly("portal@hospital.example");
        assertThat(GreenMailUtil.getBody(letters[0])).isNotBlank();
    }

    @Test
    void a_letter_to_a_person_names_nobody_and_keeps_its_name_when_it_is_sent_again() throws Exception {
        Letter letter = new Letter(
                UUID.fromString("7f3a91c2-0000-4000-8000-000000000001"),
                LetterKind.ACCESS_REQUESTED,
                "jane@example.org");
        LetterPost post = post(properties());

        post.send(letter);
        post.send(letter);

        MimeMessage[] letters = server.getReceivedMessages();
        assertThat(letters).hasSize(2).allSatisfy(each -> {
            assertThat(each.getMessageID()).isEqualTo("<" + letter.id() + "@hospital.example>");
            assertThat(each.getSubject()).isEqualTo("St. Anne – Süd: someone asks for access to your record");
            assertThat(each.getAllRecipients()).extracting(Object::toString).containsExactly("jane@example.org");
            assertThat(each.getContent().toString())
                    .contains("https://portal.example/patient/access")
                    .doesNotContain("Dr.", "cardiology", letter.id().toString());
        });
    }

    @Test
    void an_address_that_cannot_be_is_refused_for_good_and_a_server_that_is_away_is_not() {
        for (String address : new String[] {"no address", "a@b, c@d", "x"}) {
            Letter letter = new Letter(
                    UUID.fromString("7f3a91c2-0000-4000-8000-000000000002"), LetterKind.EMERGENCY_OPENED, address);
            assertThatThrownBy(() -> post(properties()).send(letter))
                    .as(address)
                    .isInstanceOf(Refused.class);
        }
        Properties away = properties();
        away.setProperty("chartseal.mail.smtp.port", "1");
        Letter letter = new Letter(
                UUID.fromString("7f3a91c2-0000-4000-8000-000000000002"),
                LetterKind.EMERGENCY_OPENED,
                "jane@example.org");
        assertThatThrownBy(() -> post(away).send(letter)).isInstanceOf(Unavailable.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private static LetterPost post(Properties mail) {
        Properties portal = new Properties();
        Map.of(
                        "chartseal.hospital.name", "St. Anne – Süd",
                        "chartseal.zone", "UTC",
                        "chartseal.public-url", "https://portal.example",
                        "chartseal.oidc.provider-url", "https://id.example",
                        "chartseal.oidc.client-id", "portal",
                        "chartseal.secret", "0123456789012345678901234567890123456789")
                .forEach(portal::setProperty);
        Map.of(
                        "chartseal.ledger.kind", "solo",
                        "chartseal.ledger.profile", "profile",
                        "chartseal.storage.dir", "storage",
                        "chartseal.vault.file", "vault",
                        "chartseal.demo", "false")
                .forEach(portal::setProperty);
        PortalConfiguration configuration = PortalConfiguration.from(portal);
        return new LetterPost(
                new SmtpMail(MailConfiguration.from(mail)),
                new Words(new Dates(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))),
                configuration);
    }

    @Test
    void without_a_host_it_is_off_and_sends_nothing() {
        SmtpMail off = new SmtpMail(MailConfiguration.from(new Properties()));

        off.toAdministrator("x", "y");

        assertThat(off.isOn()).isFalse();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_server_that_is_away_or_has_no_tls_is_an_outage() {
        Properties away = properties();
        away.setProperty("chartseal.mail.smtp.port", "1");
        assertThatThrownBy(() -> new SmtpMail(MailConfiguration.from(away)).toAdministrator("x", "y"))
                .isInstanceOf(Unavailable.class);
        Properties plain = properties();
        plain.remove("chartseal.mail.smtp.starttls");
        assertThatThrownBy(() -> new SmtpMail(MailConfiguration.from(plain)).toAdministrator("x", "y"))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void a_mistake_in_the_configuration_names_its_key() {
        for (String key : new String[] {"chartseal.mail.from", "chartseal.mail.administrator"}) {
            Properties without = properties();
            without.remove(key);
            assertThatThrownBy(() -> MailConfiguration.from(without)).hasMessageContaining(key);
        }
        Properties port = properties();
        port.setProperty("chartseal.mail.smtp.port", "smtp");
        assertThatThrownBy(() -> MailConfiguration.from(port)).hasMessageContaining("chartseal.mail.smtp.port");
        assertThat(MailConfiguration.from(properties()).map(Object::toString))
                .isEqualTo(Optional.of(
                        "MailConfiguration[127.0.0.1:" + server.getSmtp().getPort() + "]"));
    }
}
