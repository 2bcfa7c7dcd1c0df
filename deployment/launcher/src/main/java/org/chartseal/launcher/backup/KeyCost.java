package org.chartseal.launcher.backup;

import java.nio.ByteBuffer;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What it costs to try one passphrase: Argon2id, version 1.3 (RFC 9106).
 *
 * @param memoryKib of memory
 * @param passes over it
 * @param lanes side by side
 */
record KeyCost(int memoryKib, int passes, int lanes) {

    /** The second choice of RFC 9106, section 4, for machines that are not to give up 2 GiB. */
    static final KeyCost USUAL = new KeyCost(1 << 16, 3, 4);

    static final int BYTES = 3 * Integer.BYTES;

    private static final int MOST_MEMORY_KIB = 1 << 18;
    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 16;
    private static final int LEAST_BLOCKS_OF_LANE = 8;

    static KeyCost read(ByteBuffer bytes) {
        return new KeyCost(bytes.getInt(), bytes.getInt(), bytes.getInt());
    }

    void write(ByteBuffer bytes) {
        bytes.putInt(memoryKib).putInt(passes).putInt(lanes);
    }

    /** Whether this program would do it: a damaged head must not take all memory of the machine. */
    boolean isBearable() {
        return lanes >= 1
                && lanes <= MOST_LANES
                && passes >= 1
                && passes <= MOST_PASSES
                && memoryKib >= LEAST_BLOCKS_OF_LANE * lanes
                && memoryKib <= MOST_MEMORY_KIB;
    }

    byte[] derive(byte[] passphrase, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] derived = new byte[length];
        generator.generateBytes(passphrase, derived);
        return derived;
    }
}
