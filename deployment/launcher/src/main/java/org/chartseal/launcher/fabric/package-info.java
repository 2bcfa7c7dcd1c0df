/** A Hyperledger Fabric network of two hospitals on this machine, run by Fabric's own release programs. */
@NullMarked
package org.chartseal.launcher.fabric;

import org.jspecify.annotations.NullMarked;
