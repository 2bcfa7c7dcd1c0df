/** What every page is made of: the template engine, words, dates, assets, forms and error pages. */
@NullMarked
package org.chartseal.web.page;

import org.jspecify.annotations.NullMarked;
