@NullMarked
package org.chartseal.web.ledger;

import org.jspecify.annotations.NullMarked;
