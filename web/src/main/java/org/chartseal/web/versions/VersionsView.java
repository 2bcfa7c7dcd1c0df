package org.chartseal.web.versions;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.records.ReadVersions.Chain;
import org.chartseal.domain.records.ReadVersions.Choice;
import org.chartseal.domain.records.ReadVersions.Version;
import org.chartseal.web.care.Badges;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Words;

/** The versions of a record and two of them side by side, for the pages of whoever reads them. */
@RequestScoped
public class VersionsView {

    private static final int UNPROCESSABLE = 422;

    @Inject
    private Badges badges;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Words words;

    /** Which two are asked for; an empty text asks for the newest and the one before it. */
    public static final class Asked {

        @QueryParam("from")
        @DefaultValue("")
        private String from = "";

        @QueryParam("to")
        @DefaultValue("")
        private String to = "";

        /** The versions that are asked for, the older one first. */
        public Choice choice() {
            Optional<Integer> one = number(from);
            Optional<Integer> other = number(to);
            boolean turned = one.isPresent() && other.isPresent() && one.get() > other.get();
            return turned ? new Choice(other, one) : new Choice(one, other);
        }

        private static Optional<Integer> number(String text) {
            return text.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
        }

        private boolean isWrong(String text) {
            return !text.isEmpty() && number(text).isEmpty();
        }
    }

    /**
     * Fills the page.
     *
     * @param back address of the record's own page, or of what else the reader comes from
     * @return the view, as not processable where what was asked for does not exist
     */
    public Response show(Chain chain, Asked asked, String back, String view) {
        models.put("chain", chain);
        models.put("back", back);
        models.put(
                "badges", badges.of(chain.versions().stream().map(Version::seal).toList()));
        models.put("choices", chain.versions().stream().map(this::option).toList());
        judge(chain, asked);
        if (!form.wrong()) {
            compare(chain);
        }
        return Response.status(form.wrong() ? UNPROCESSABLE : Response.Status.OK.getStatusCode())
                .entity(view)
                .build();
    }

    private void judge(Chain chain, Asked asked) {
        Choice choice = asked.choice();
        if (asked.isWrong(asked.from)
                || (choice.before().isPresent() && chain.before().isEmpty())) {
            form.add("from", "versions.unknown", chain.versions().size());
        }
        if (asked.isWrong(asked.to)
                || (choice.after().isPresent() && chain.after().isEmpty())) {
            form.add("to", "versions.unknown", chain.versions().size());
        }
        if (choice.before().isPresent() && choice.before().equals(choice.after())) {
            form.add("to", "versions.same");
        }
    }

    private void compare(Chain chain) {
        if (chain.before().isEmpty() || chain.after().isEmpty()) {
            return;
        }
        Version before = chain.before().get();
        Version after = chain.after().get();
        models.put("before", before);
        models.put("after", after);
        if (before.fields().isPresent() && after.fields().isPresent()) {
            List<ComparedField> fields =
                    ComparedField.of(before.fields().get(), after.fields().get(), words);
            models.put("fields", fields);
            models.put("changed", fields.stream().filter(field -> !field.same()).count());
        }
    }

    private Option option(Version version) {
        String number = Integer.toString(version.seal().version());
        return new Option(number, words.text("versions.option", number, version.signedAt(), version.author()));
    }
}
