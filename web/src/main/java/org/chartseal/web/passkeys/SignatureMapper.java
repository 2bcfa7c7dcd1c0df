package org.chartseal.web.passkeys;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import org.chartseal.domain.passkeys.AskForSignature;
import org.chartseal.domain.passkeys.OpenQuestion;
import org.chartseal.domain.records.SignatureNeeded;
import org.chartseal.web.page.Pages;
import org.chartseal.web.security.ActingPerson;

/**
 * A form needs the signature of its sender's passkey: answers with the page that asks for it and then posts the form again, as it
 * was, with the answer.
 */
@Provider
public class SignatureMapper implements ExceptionMapper<SignatureNeeded> {

    @Inject
    private AskForSignature ask;

    @Inject
    private HttpForms forms;

    @Inject
    private ActingPerson person;

    @Inject
    private Pages pages;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @Override
    public Response toResponse(SignatureNeeded needed) {
        OpenQuestion question = ask.prepare(person.actor(), needed);
        Map<String, Object> models = Map.of(
                "signed", SignedInWords.of(needed.text()),
                "question", question,
                "address", forms.address(),
                "fields", forms.fields());
        return Response.ok(pages.render("passkeys/sign", models, request, response))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .build();
    }
}
