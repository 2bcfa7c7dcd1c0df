@NullMarked
package org.chartseal.ledger.solo.endorsement;

import org.jspecify.annotations.NullMarked;
