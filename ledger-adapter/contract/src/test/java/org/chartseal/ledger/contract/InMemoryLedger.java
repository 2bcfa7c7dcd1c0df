package org.chartseal.ledger.contract;

import com.google.protobuf.ByteString;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyModification;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;
import org.jspecify.annotations.Nullable;

/** State with versions behind the shim's stub, as a peer keeps it: a transaction reads what was committed before it. */
final class InMemoryLedger {

    /** What one run of a function produced. */
    record Outcome(
            String answer,
            Map<String, String> writes,
            Map<String, ByteString> policies,
            Map<String, String> privateWrites,
            String eventName,
            String eventPayload) {}

    private record Version(String transaction, String value) {}

    private static final byte[] CERTIFICATE = certificate();

    private final TreeMap<String, List<Version>> state = new TreeMap<>();
    private final Map<String, ByteString> policies = new TreeMap<>();
    private int transactions;
    Instant time = Instant.parse("2026-05-04T12:00:00Z");
    String organisation = "HospitalA";

    /** What comes beside the arguments of the next runs. */
    Map<String, String> inPrivate = Map.of();

    /** Private values by collection and key, as in {@code grants:grant/…}; an empty one was purged. */
    final Map<String, String> privateState = new TreeMap<>();

    /** Its contract was told of two hospitals. */
    InMemoryLedger() {
        System.setProperty("chartseal.ledger.organisations", "HospitalB,HospitalA");
    }

    /** Runs the function twice, demands the same bytes, and commits. */
    Outcome submit(BiFunction<Context, String, String> function, String argument) {
        Outcome first = run(function, argument);
        Outcome second = run(function, argument);
        if (!first.equals(second)) {
            throw new AssertionError("not deterministic: " + first + " / " + second);
        }
        String transaction = transaction();
        first.writes()
                .forEach((key, value) ->
                        state.computeIfAbsent(key, k -> new ArrayList<>()).add(0, new Version(transaction, value)));
        policies.putAll(first.policies());
        privateState.putAll(first.privateWrites());
        transactions++;
        return first;
    }

    /** Runs the function without committing. */
    Outcome run(BiFunction<Context, String, String> function, String argument) {
        Run run = new Run();
        ChaincodeStub stub = (ChaincodeStub) Proxy.newProxyInstance(
                ChaincodeStub.class.getClassLoader(), new Class<?>[] {ChaincodeStub.class}, run::answer);
        String answer = function.apply(new Context(stub), argument);
        return new Outcome(answer, run.writes, run.newPolicies, run.privateWrites, run.eventName, run.eventPayload);
    }

    private String transaction() {
        return String.format("%064x", transactions);
    }

    private final class Run {
        private final TreeMap<String, String> writes = new TreeMap<>();
        private final TreeMap<String, ByteString> newPolicies = new TreeMap<>();
        private final TreeMap<String, String> privateWrites = new TreeMap<>();
        private String eventName = "";
        private String eventPayload = "";

        @Nullable Object answer(Object proxy, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "getState" -> get((String) arguments[0]);
                case "putState" -> put((String) arguments[0], (byte[]) arguments[1]);
                case "getStateValidationParameter" -> policy((String) arguments[0]);
                case "setStateValidationParameter" -> putPolicy((String) arguments[0], (byte[]) arguments[1]);
                case "getTransient" ->
                    inPrivate.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, entry -> entry.getValue().getBytes(StandardCharsets.UTF_8)));
                case "getPrivateData" ->
                    privateState
                            .getOrDefault(arguments[0] + ":" + arguments[1], "")
                            .getBytes(StandardCharsets.UTF_8);
                case "putPrivateData" ->
                    privateWrites.put(
                            arguments[0] + ":" + arguments[1],
                            new String((byte[]) arguments[2], StandardCharsets.UTF_8));
                case "purgePrivateData" -> privateWrites.put(arguments[0] + ":" + arguments[1], "");
                case "setEvent" -> event((String) arguments[0], (byte[]) arguments[1]);
                case "getHistoryForKey" -> new History(state.getOrDefault((String) arguments[0], List.of()));
                case "getTxId" -> transaction();
                case "getTxTimestamp" -> time;
                case "getCreator" ->
                    SerializedIdentity.newBuilder()
                            .setMspid(organisation)
                            .setIdBytes(ByteString.copyFrom(CERTIFICATE))
                            .build()
                            .toByteArray();
                default -> throw new UnsupportedOperationException(method.getName());
            };
        }

        private byte[] get(String key) {
            List<Version> versions = state.getOrDefault(key, List.of());
            return versions.isEmpty() ? new byte[0] : versions.get(0).value().getBytes(StandardCharsets.UTF_8);
        }

        private @Nullable Object put(String key, byte[] value) {
            writes.put(key, new String(value, StandardCharsets.UTF_8));
            return null;
        }

        private byte @Nullable [] policy(String key) {
            ByteString policy = policies.get(key);
            return policy == null ? null : policy.toByteArray();
        }

        private @Nullable Object putPolicy(String key, byte[] policy) {
            newPolicies.put(key, ByteString.copyFrom(policy));
            return null;
        }

        private @Nullable Object event(String name, byte[] payload) {
            eventName = name;
            eventPayload = new String(payload, StandardCharsets.UTF_8);
            return null;
        }
    }

    private record History(List<Version> versions) implements QueryResultsIterator<KeyModification> {

        @Override
        public Iterator<KeyModification> iterator() {
            return versions.stream().map(History::modification).iterator();
        }

        @Override
        public void close() {
            // nothing is open
        }

        private static KeyModification modification(Version version) {
            return new KeyModification() {
                @Override
                public String getTxId() {
                    return version.transaction();
                }

                @Override
                public byte[] getValue() {
                    return version.value().getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public String getStringValue() {
                    return version.value();
                }

                @Override
                public Instant getTimestamp() {
                    return Instant.EPOCH;
                }

                @Override
                public boolean isDeleted() {
                    return false;
                }
            };
        }
    }

    private static byte[] certificate() {
        KeyPair keys = Signer.keyPair();
        X500Name name = new X500Name("CN=client");
        Date from = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
        Date until = Date.from(Instant.parse("2036-01-01T00:00:00Z"));
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(
                    new JcaX509v3CertificateBuilder(name, BigInteger.ONE, from, until, name, keys.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (java.io.IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (org.bouncycastle.operator.OperatorCreationException failed) {
            throw new IllegalStateException(failed);
        }
        return pem.toString().getBytes(StandardCharsets.UTF_8);
    }
}
