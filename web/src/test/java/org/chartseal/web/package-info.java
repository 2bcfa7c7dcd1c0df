/** Tests of the portal. */
@NullMarked
package org.chartseal.web;

import org.jspecify.annotations.NullMarked;
