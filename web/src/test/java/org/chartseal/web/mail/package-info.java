@NullMarked
package org.chartseal.web.mail;

import org.jspecify.annotations.NullMarked;
