package org.chartseal.ledger.solo.chaincode;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.chartseal.ledger.solo.state.SimulationRefused;
import org.hyperledger.fabric.protos.peer.QueryResponse;
import org.hyperledger.fabric.protos.peer.QueryResultBytes;

/** The queries that one run of the contract has open. Each answer holds up to a hundred results, and one is looked ahead. */
final class Cursors {

    private static final int BATCH = 100;

    private final Map<String, Cursor> open = new HashMap<>();
    private int opened;

    /** Opens a query and answers its first batch. */
    <T> QueryResponse open(Iterator<T> results, Function<T, MessageLite> encoding) {
        opened++;
        Cursor cursor = new Cursor(Integer.toString(opened), new Iterator<>() {
            @Override
            public boolean hasNext() {
                return results.hasNext();
            }

            @Override
            public QueryResultBytes next() {
                return bytes(encoding.apply(results.next()));
            }
        });
        open.put(cursor.id, cursor);
        return next(cursor.id);
    }

    /** The next batch of an open query. */
    QueryResponse next(String id) {
        Cursor cursor = open.get(id);
        if (cursor == null) {
            throw new SimulationRefused("query iterator not found");
        }
        QueryResponse response = cursor.batch();
        if (!response.getHasMore()) {
            open.remove(id);
        }
        return response;
    }

    /** Closes a query, open or not. */
    QueryResponse close(String id) {
        open.remove(id);
        return QueryResponse.newBuilder().setId(id).build();
    }

    static QueryResultBytes bytes(MessageLite result) {
        return QueryResultBytes.newBuilder()
                .setResultBytes(result.toByteString())
                .build();
    }

    private static final class Cursor {

        private final String id;
        private final Iterator<QueryResultBytes> results;
        private List<QueryResultBytes> pending = new ArrayList<>();

        private Cursor(String id, Iterator<QueryResultBytes> results) {
            this.id = id;
            this.results = results;
        }

        private QueryResponse batch() {
            while (results.hasNext()) {
                QueryResultBytes result = results.next();
                if (pending.size() == BATCH) {
                    List<QueryResultBytes> batch = pending;
                    pending = new ArrayList<>(List.of(result));
                    return response(batch, true);
                }
                pending.add(result);
            }
            List<QueryResultBytes> batch = pending;
            pending = new ArrayList<>();
            return response(batch, false);
        }

        private QueryResponse response(List<QueryResultBytes> batch, boolean more) {
            return QueryResponse.newBuilder()
                    .setId(id)
                    .addAllResults(batch)
                    .setHasMore(more)
                    .build();
        }
    }
}
