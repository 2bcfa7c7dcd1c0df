/** The access log as a Merkle log: every row has a place, heads are signed and anchored, and a monitor checks all of it. */
@NullMarked
package org.chartseal.domain.audit.tree;

import org.jspecify.annotations.NullMarked;
