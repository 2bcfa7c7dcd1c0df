/** Tests of the launcher and the server on real parts. */
@NullMarked
package org.chartseal.server;

import org.jspecify.annotations.NullMarked;
