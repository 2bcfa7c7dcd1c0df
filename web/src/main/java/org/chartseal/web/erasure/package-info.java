/** Pages on which a patient asks to be erased, an auditor decides, and whoever has the receipt's code reads what became of it. */
@NullMarked
package org.chartseal.web.erasure;

import org.jspecify.annotations.NullMarked;
