@NullMarked
package org.chartseal.web.page;

import org.jspecify.annotations.NullMarked;
