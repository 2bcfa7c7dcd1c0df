package org.chartseal.web.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import java.util.Properties;
import org.chartseal.domain.shared.Unavailable;
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
