/** What holds on a real Hyperledger Fabric network. */
@NullMarked
package org.chartseal.fabric;

import org.jspecify.annotations.NullMarked;
