package org.chartseal.domain.claims;

import java.time.LocalDate;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.AppointmentId;

/**
 * The visit that a claim is for.
 *
 * @param doctor who held it
 * @param day on which it was, in the hospital's zone
 */
record ClaimedVisit(AppointmentId appointment, PatientId patient, PractitionerId doctor, LocalDate day) {}
