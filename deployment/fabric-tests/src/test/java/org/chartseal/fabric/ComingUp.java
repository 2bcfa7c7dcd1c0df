package org.chartseal.fabric;

import java.nio.file.Path;

/** {@code ./chartseal fabric up} as a program that can be killed: a network's folder, and the contract's libraries. */
public final class ComingUp {

    static final String DONE = "UP";

    private ComingUp() {}

    public static void main(String... arguments) {
        new TwoHospitals(Path.of(arguments[0])).start(Path.of(arguments[1]), System.out::println);
        System.out.println(DONE);
    }
}
