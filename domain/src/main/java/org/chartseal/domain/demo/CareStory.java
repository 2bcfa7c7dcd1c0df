package org.chartseal.domain.demo;

import java.util.List;
import org.chartseal.domain.care.Allergy.Criticality;
import org.chartseal.domain.care.NoteText;

/**
 * A case that an invented visit plays.
 *
 * @param icd ICD-10 code of the problem
 * @param medicines searched for in the formulary, as a doctor would type them
 * @param allergies what the patient reports
 */
record CareStory(String icd, String problem, NoteText note, List<String> medicines, List<ReportedAllergy> allergies) {

    record ReportedAllergy(String substance, String atcPrefix, String reaction, Criticality criticality) {}

    private static final ReportedAllergy PENICILLINS =
            new ReportedAllergy("Penicillins", "J01C", "Urticaria within an hour", Criticality.HIGH);
    private static final ReportedAllergy NSAIDS =
            new ReportedAllergy("Ibuprofen", "M01A", "Wheezing", Criticality.HIGH);
    private static final ReportedAllergy SULFONAMIDES =
            new ReportedAllergy("Sulfonamides", "J01E", "Rash", Criticality.LOW);
    private static final ReportedAllergy LATEX =
            new ReportedAllergy("Latex", "", "Contact dermatitis", Criticality.LOW);

    static final List<CareStory> ALL = List.of(
            new CareStory(
                    "I10",
                    "Essential hypertension",
                    new NoteText(
                            "Blood pressure review",
                            "Readings at home between 145/90 and 155/95 for three weeks. No headache, no chest pain.",
                            "BP 152/94 sitting, 148/92 after five minutes. Pulse 76, regular. No oedema.",
                            "Hypertension, above target on lifestyle measures alone.",
                            "Start amlodipine 5 mg once a day. Kidney function and electrolytes. Review in four weeks."),
                    List.of("amlodipine"),
                    List.of(PENICILLINS)),
            new CareStory(
                    "E11.9",
                    "Type 2 diabetes mellitus",
                    new NoteText(
                            "Diabetes review",
                            "Feels well. Walks daily. Occasional thirst in the evening. Feet without complaint.",
                            "Weight 84 kg. BP 134/82. Monofilament felt at all points, pulses present.",
                            "Type 2 diabetes, control to be judged by HbA1c.",
                            "Go on with metformin 500 mg twice a day. HbA1c, kidney function, urine albumin. Eye check due."),
                    List.of("metformin 500"),
                    List.of()),
            new CareStory(
                    "E78.0",
                    "Hypercholesterolaemia",
                    new NoteText(
                            "Discuss cholesterol",
                            "Father had a heart attack at 54. Never smoked. Has tried diet for six months.",
                            "BP 128/78. BMI 26. No xanthomas.",
                            "Raised LDL cholesterol with family history.",
                            "Atorvastatin 20 mg once a day. Liver enzymes and lipids in eight weeks."),
                    List.of("atorvastatin"),
                    List.of(SULFONAMIDES)),
            new CareStory(
                    "J45.9",
                    "Asthma",
                    new NoteText(
                            "Asthma, more symptoms in spring",
                            "Uses the reliever four times a week, wakes once a week. No fever.",
                            "Chest clear between attacks. Peak flow 82 % of best. Inhaler technique good after correction.",
                            "Asthma, partly controlled.",
                            "Daily inhaled budesonide, salbutamol as needed. Written plan given. Review in six weeks."),
                    List.of("budesonide 200", "salbutamol"),
                    List.of(NSAIDS)),
            new CareStory(
                    "E03.9",
                    "Hypothyroidism",
                    new NoteText(
                            "Thyroid follow-up",
                            "Less tired than in summer. No palpitations, weight stable.",
                            "Pulse 68, regular. No goitre. Reflexes normal.",
                            "Hypothyroidism on replacement.",
                            "Levothyroxine 50 µg in the morning. TSH in six weeks."),
                    List.of("levothyroxine"),
                    List.of()),
            new CareStory(
                    "K21.9",
                    "Gastro-oesophageal reflux",
                    new NoteText(
                            "Heartburn",
                            "Burning after meals and at night for two months. No trouble swallowing, no weight loss.",
                            "Abdomen soft, no tenderness. Weight 71 kg.",
                            "Reflux without alarm signs.",
                            "Omeprazole 20 mg once a day for four weeks. Smaller evening meals. Return if not better."),
                    List.of("omeprazole"),
                    List.of(LATEX)),
            new CareStory(
                    "I48.9",
                    "Atrial fibrillation",
                    new NoteText(
                            "Palpitations, follow-up",
                            "Fewer palpitations since the last visit. No dizziness, no bleeding.",
                            "Pulse 74, irregular. BP 126/80. Lungs clear.",
                            "Atrial fibrillation, rate controlled.",
                            "Apixaban 5 mg twice a day, bisoprolol 2.5 mg once a day. Blood count and kidney function."),
                    List.of("apixaban", "bisoprolol 2.5"),
                    List.of()),
            new CareStory(
                    "D50.9",
                    "Iron deficiency anaemia",
                    new NoteText(
                            "Tired, short of breath on stairs",
                            "Over three months. Heavy periods. No black stools.",
                            "Pale conjunctivae. Pulse 88. Soft systolic murmur.",
                            "Probable iron deficiency.",
                            "Ferrous sulfate once a day. Blood count and ferritin now and in six weeks."),
                    List.of("ferrous"),
                    List.of()),
            new CareStory(
                    "M10.9",
                    "Gout",
                    new NoteText(
                            "Third attack this year",
                            "Right big toe, settled after a week. Drinks beer at weekends.",
                            "No swelling today. No tophi. BP 138/84.",
                            "Recurrent gout, between attacks.",
                            "Allopurinol 100 mg once a day, raise by uric acid. Uric acid and kidney function in four weeks."),
                    List.of("allopurinol"),
                    List.of(PENICILLINS)),
            new CareStory(
                    "F32.1",
                    "Depressive episode",
                    new NoteText(
                            "Low mood",
                            "Six weeks of low mood, early waking, little appetite. No thoughts of self-harm. Talks openly.",
                            "Slow speech, keeps eye contact.",
                            "Moderate depressive episode.",
                            "Sertraline 50 mg once a day, talking therapy arranged. Seen again in two weeks; knows whom to call."),
                    List.of("sertraline"),
                    List.of()));

    /** The same patient always plays the same one. */
    static CareStory of(int seed) {
        return ALL.get(Math.floorMod(seed, ALL.size()));
    }
}
