package org.chartseal.web.page;

/** Gives the token that a posted form must carry to be trusted. */
@FunctionalInterface
public interface PostedForms {

    /** Name of the hidden field, and of the query parameter of forms that carry files. */
    String FIELD = "_token";

    /** The token of the person who is signed in; empty when nobody is. */
    String token();
}
