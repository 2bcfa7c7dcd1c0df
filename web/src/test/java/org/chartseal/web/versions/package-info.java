@NullMarked
package org.chartseal.web.versions;

import org.jspecify.annotations.NullMarked;
