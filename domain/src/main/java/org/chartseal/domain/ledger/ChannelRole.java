package org.chartseal.domain.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a channel of the network is for. A network has a channel for each role, or only the one for records. */
public enum ChannelRole {
    /** Seals of clinical records, with practitioners and grants. The channel that every network has. */
    EMR,
    /** Personal health data that devices send. */
    PHD,
    /** What passes between regions. */
    CONSORTIUM;

    /** As addresses, message keys and connection profiles name it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that code. */
    public static Optional<ChannelRole> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
