package org.chartseal.web.passkeys;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.mvc.Models;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.chartseal.domain.passkeys.MyPasskeys;
import org.chartseal.domain.passkeys.MyRestorations;
import org.chartseal.domain.passkeys.OpenQuestion;
import org.chartseal.domain.passkeys.PasskeyName;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.passkeys.QuestionId;
import org.chartseal.domain.passkeys.RegisterPasskey;
import org.chartseal.domain.passkeys.RemovePasskey;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;
import org.chartseal.web.security.ActingPerson;

/** What the pages about the passkeys of patients and of practitioners share. */
@RequestScoped
class OwnPasskeys {

    private static final int UNPROCESSABLE = 422;

    private final MyPasskeys passkeys;
    private final MyRestorations restorations;
    private final RegisterPasskey register;
    private final RemovePasskey remove;
    private final ActingPerson person;
    private final Models models;
    private final Form form;
    private final Notices notices;
    private final Words words;

    @Inject
    OwnPasskeys(
            MyPasskeys passkeys,
            MyRestorations restorations,
            RegisterPasskey register,
            RemovePasskey remove,
            ActingPerson person,
            Models models,
            Form form,
            Notices notices,
            Words words) {
        this.passkeys = passkeys;
        this.restorations = restorations;
        this.register = register;
        this.remove = remove;
        this.person = person;
        this.models = models;
        this.form = form;
        this.notices = notices;
        this.words = words;
    }

    /** Who signs for the person now. */
    void show(Kind kind) {
        List<MyPasskeys.View> keys = passkeys.list(person.actor(), kind);
        models.put("restorations", restorations.list(person.actor(), kind));
        models.put("own", keys.stream().filter(MyPasskeys.View::inUse).toList());
        models.put("former", keys.stream().filter(key -> !key.inUse()).toList());
    }

    /** The device made a passkey. */
    void registered(Kind kind, String question, String name, String answer) {
        register.complete(person.actor(), kind, QuestionId.parse(question), new PasskeyName(name), answer);
        notices.say("passkeys.registered", name.strip());
    }

    /** The device signed that it signs no more. */
    void removed(Kind kind, String question, String answer) {
        remove.complete(person.actor(), kind, QuestionId.parse(question), answer);
        notices.say("passkeys.removed");
    }

    /** Goes on once the answer was taken; without one, or when it is refused, the page stays. */
    Response answered(String answer, String next, Consumer<String> completes, Supplier<String> stay) {
        if (answer.isBlank()) {
            form.add("", "passkeys.needs-script");
        } else {
            try {
                completes.accept(answer);
                return Redirect.to(next);
            } catch (Refused refused) {
                form.add(refused);
            }
        }
        return form.again(stay.get());
    }

    /** What the device is asked when a passkey is made; none for another purpose than that and its end. */
    OpenQuestion ask(Kind kind, String purpose) {
        return purpose.equals("register")
                ? register.prepare(person.actor(), kind)
                : remove.prepare(person.actor(), kind);
    }

    /** Answers {@code {"question":id,"options":{…}}}, or a refusal in words for the page. */
    Response question(Supplier<OpenQuestion> asks) {
        try {
            return Response.ok(json(asks.get()), MediaType.APPLICATION_JSON).build();
        } catch (Refused refused) {
            return Response.status(UNPROCESSABLE)
                    .entity(words.text(refused))
                    .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                    .build();
        }
    }

    private static String json(OpenQuestion question) {
        try (JsonReader options = Json.createReader(new StringReader(question.options()))) {
            return Json.createObjectBuilder()
                    .add("question", question.id().toString())
                    .add("options", options.readObject())
                    .build()
                    .toString();
        }
    }
}
