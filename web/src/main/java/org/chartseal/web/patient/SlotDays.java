package org.chartseal.web.patient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chartseal.domain.scheduling.SlotView;
import org.chartseal.web.page.Dates;

/** Free times day by day. */
@ApplicationScoped
public class SlotDays {

    private final Dates dates;

    @Inject
    SlotDays(Dates dates) {
        this.dates = dates;
    }

    /** A day with its free times. */
    public record Day(LocalDate day, List<Choice> choices) {}

    /**
     * A free time.
     *
     * @param value of the button that chooses it
     */
    public record Choice(String value, SlotView slot) {}

    /** The slots by day, in their order. */
    public List<Day> of(List<SlotView> slots) {
        return slots.stream()
                .collect(Collectors.groupingBy(
                        slot -> LocalDate.ofInstant(slot.time().start(), dates.zone()),
                        TreeMap::new,
                        Collectors.mapping(
                                slot -> new Choice(ChosenSlot.of(slot).toString(), slot), Collectors.toList())))
                .entrySet()
                .stream()
                .map(day -> new Day(day.getKey(), day.getValue()))
                .toList();
    }
}
