package org.chartseal.domain.projection;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.UUID;
import org.chartseal.domain.ledger.LedgerEvent;

/** What an event of the contract changes in the projection. Events of other names change nothing. */
final class EventMeaning {

    private EventMeaning() {}

    static void apply(LedgerEvent event, EventPosition at, ProjectionTables tables) {
        JsonObject facts = facts(event);
        switch (event.name()) {
            case "SealsAnchored" -> tables.anchored(facts.getJsonArray("seals").getValuesAs(JsonString::getString), at);
            case "PractitionerRegistered" -> tables.practitioner(id(facts, "practitioner"), "registered", at);
            case "PractitionerVerified" -> tables.practitioner(id(facts, "practitioner"), "verified", at);
            case "PractitionerSuspended" -> tables.practitioner(id(facts, "practitioner"), "suspended", at);
            case "AccessGiven" -> tables.given(id(facts, "grant"), id(facts, "subject"), at);
            case "AccessRevoked" -> tables.revoked(id(facts, "grant"), at);
            case "EmergencyOpened" -> tables.emergencyOpened(id(facts, "emergency"), id(facts, "subject"), at);
            case "EmergencyEnded" -> tables.emergencyEnded(id(facts, "emergency"), at);
            case "EmergencyReviewed" -> tables.emergencyReviewed(id(facts, "emergency"), at);
            case "SubjectErased" -> tables.erased(id(facts, "subject"), at);
            default -> {
                // for instance SubjectRegistered: a patient's key, which the contract alone needs
            }
        }
    }

    private static JsonObject facts(LedgerEvent event) {
        try (JsonReader reader = Json.createReader(new StringReader(event.payload()))) {
            return reader.readObject();
        }
    }

    private static UUID id(JsonObject facts, String name) {
        return UUID.fromString(facts.getString(name));
    }
}
