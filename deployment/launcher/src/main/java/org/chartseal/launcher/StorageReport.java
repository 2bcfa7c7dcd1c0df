package org.chartseal.launcher;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.storage.StorageCheck;

/** What a check of the storage found, for programs. */
final class StorageReport {

    private StorageReport() {}

    static String toJson(List<StorageCheck.Finding> findings) {
        JsonArrayBuilder places = Json.createArrayBuilder();
        findings.forEach(finding -> places.add(place(finding)));
        boolean away = findings.stream().anyMatch(finding -> finding.away().isPresent());
        boolean sound = findings.stream().allMatch(StorageCheck.Finding::isSound);
        return Json.createObjectBuilder()
                .add("state", away ? "away" : sound ? "sound" : "unsound")
                .add("places", places)
                .build()
                .toString();
    }

    private static JsonObjectBuilder place(StorageCheck.Finding finding) {
        JsonObjectBuilder place = Json.createObjectBuilder().add("place", finding.place());
        finding.away().ifPresentOrElse(why -> place.add("away", why), () -> place.addNull("away"));
        return place.add("intact", finding.intact())
                .add("missing", addresses(finding.missing()))
                .add("damaged", addresses(finding.damaged()))
                .add("unreferenced", addresses(finding.unreferenced()));
    }

    private static JsonArrayBuilder addresses(List<ObjectAddress> addresses) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        addresses.forEach(address -> array.add(address.toString()));
        return array;
    }
}
