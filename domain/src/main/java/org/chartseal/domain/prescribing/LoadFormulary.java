package org.chartseal.domain.prescribing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.chartseal.domain.prescribing.FormularyItem.Medicine;
import org.chartseal.domain.prescribing.FormularyItem.Usual;

/** Fills the formulary from the list that comes with the portal. What is there already stays as it is. */
@ApplicationScoped
public class LoadFormulary {

    private static final String LIST = "formulary.txt";
    private static final int COLUMNS = 9;

    private final EntityManager entities;

    @Inject
    public LoadFormulary(EntityManager entities) {
        this.entities = entities;
    }

    /** Adds what is missing, and answers how many medicines that were. */
    @Transactional
    public int load() {
        List<UUID> known = entities.createQuery("SELECT f.id FROM FormularyItem f", UUID.class)
                .getResultList();
        List<FormularyItem> missing = read().stream()
                .filter(item -> !known.contains(item.id().value()))
                .toList();
        missing.forEach(entities::persist);
        entities.flush();
        return missing.size();
    }

    static List<FormularyItem> read() {
        try (InputStream list = Objects.requireNonNull(LoadFormulary.class.getResourceAsStream(LIST), LIST);
                var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(LoadFormulary::item)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static FormularyItem item(String line) {
        List<String> cells = Arrays.asList(line.split("\\|", -1));
        if (cells.size() != COLUMNS) {
            throw new IllegalStateException("formulary line: " + line);
        }
        Medicine medicine = new Medicine(cells.get(0), cells.get(1), cells.get(2), cells.get(3));
        List<Route> routes =
                Arrays.stream(cells.get(5).split(",", -1)).map(Route::ofCode).toList();
        return new FormularyItem(
                medicine,
                new Usual(
                        cells.get(4),
                        routes,
                        new BigDecimal(cells.get(6)),
                        Frequency.ofCode(cells.get(7)),
                        Integer.parseInt(cells.get(8))));
    }
}
