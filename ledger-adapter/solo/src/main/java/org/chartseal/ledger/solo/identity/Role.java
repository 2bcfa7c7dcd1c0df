package org.chartseal.ledger.solo.identity;

/** What a certificate is for; its organisational unit says so. */
public enum Role {
    CLIENT("client"),
    PEER("peer"),
    ADMIN("admin"),
    ORDERER("orderer");

    private final String organisationalUnit;

    Role(String organisationalUnit) {
        this.organisationalUnit = organisationalUnit;
    }

    /** The organisational unit in the certificate. */
    public String organisationalUnit() {
        return organisationalUnit;
    }
}
