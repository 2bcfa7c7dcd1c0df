/** The portal. Pages are by feature, one package each; {@code page} holds what they share. */
@NullMarked
package org.chartseal.web;

import org.jspecify.annotations.NullMarked;
