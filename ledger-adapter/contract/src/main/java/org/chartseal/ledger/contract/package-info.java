/** The chaincode: what holds without trusting a portal. Knows Fabric's shim and no other part of the hospital. */
@NullMarked
package org.chartseal.ledger.contract;

import org.jspecify.annotations.NullMarked;
