package org.chartseal.ledger.solo.gateway;

import com.google.protobuf.Any;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.chartseal.ledger.solo.Network;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** Failures as Fabric's gateway answers them. */
final class Failures {

    private final String endpoint;

    /** Failures of the peer at that endpoint. */
    Failures(String endpoint) {
        this.endpoint = endpoint;
    }

    /** A failure of the gateway itself. */
    static StatusRuntimeException of(Status.Code code, String message) {
        return code.toStatus().withDescription(message).asRuntimeException();
    }

    /** A failure whose reason the peer gave: it stands in the details. */
    StatusRuntimeException byPeer(Status.Code code, String message, String reason) {
        ErrorDetail detail = ErrorDetail.newBuilder()
                .setAddress(endpoint)
                .setMspId(Network.MSP_ID)
                .setMessage(reason)
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .setMessage(message)
                .addDetails(Any.pack(detail))
                .build());
    }
}
