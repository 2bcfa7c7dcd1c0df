package org.chartseal.storage;

import static org.chartseal.storage.KeptStore.unavailable;

import java.util.function.Supplier;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectDamage;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Turns the client's exceptions into the port's. Whatever is not "there is no such object" is an outage. */
final class S3Failures {

    private static final String NO_SUCH_KEY = "NoSuchKey";

    private S3Failures() {}

    /** The answer of a call that does not ask for one object. */
    static <T> T ask(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failure) {
            throw unavailable(failure);
        }
    }

    /** The answer of a call that asks for one object, and is told by a code when there is none. */
    static <T> T ask(ObjectAddress address, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failure) {
            if (saysNoSuchKey(failure)) {
                throw ObjectDamage.MISSING.at(address).causedBy(failure);
            }
            throw unavailable(failure);
        }
    }

    static boolean saysNoSuchKey(SdkException failure) {
        return failure instanceof S3Exception answer && code(answer).equals(NO_SUCH_KEY);
    }

    /** An answer without a body has no code; what is not there may then be the bucket. */
    static boolean isNotFound(SdkException failure) {
        return failure instanceof S3Exception answer && answer.statusCode() == 404;
    }

    private static String code(S3Exception answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
