package org.chartseal.web.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.chartseal.domain.letters.Letter;
import org.chartseal.domain.letters.LetterKind;
import org.chartseal.domain.letters.Post;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.page.Words;

/** Puts a letter into words and sends it by mail: where to sign in, and nothing that mail must not carry. */
@ApplicationScoped
public class LetterPost implements Post {

    private final SmtpMail mail;
    private final Words words;
    private final PortalConfiguration configuration;

    @Inject
    LetterPost(SmtpMail mail, Words words, PortalConfiguration configuration) {
        this.mail = mail;
        this.words = words;
        this.configuration = configuration;
    }

    @Override
    public boolean isOn() {
        return mail.isOn();
    }

    @Override
    public void send(Letter letter) {
        String key = "letter." + letter.kind().code();
        String hospital = configuration.hospitalName();
        String text = words.text(key + ".text", hospital)
                + "\n\n"
                + configuration.publicUrl() + page(letter.kind()) + "\n\n"
                + words.text("letter.end", hospital)
                + "\n";
        mail.send(letter.address(), letter.id(), words.text(key + ".subject", hospital), text);
    }

    private static String page(LetterKind kind) {
        return switch (kind) {
            case ACCESS_REQUESTED, EMERGENCY_OPENED -> "/patient/access";
            case UNUSUAL_READ -> "/patient/access/reads?unusual=true";
            case ERASURE_DECIDED -> "/patient/erasure";
        };
    }
}
