/** The parts of an installation: database, sign-in, ledger, portal. */
@NullMarked
package org.chartseal.launcher.part;

import org.jspecify.annotations.NullMarked;
