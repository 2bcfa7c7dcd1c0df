package org.chartseal.domain.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How the invented values of one patient go on over the years: some tests run along a curve, all others stay where most
 * people's are. The same course gives the same values at every load.
 *
 * @param panels that are asked for at each visit
 * @param daysAgo when the visits are, earliest first
 * @param curves by LOINC code
 */
record LabCourse(String question, List<String> panels, List<Integer> daysAgo, Map<String, Curve> curves) {

    private static final double WOBBLE = 0.03;

    /** What most adults have, within the range of both sexes. */
    private static final Map<String, Double> USUAL = usual();

    /**
     * A value that moves from one figure to another, fast at first.
     *
     * @param first at the first visit
     * @param last where it settles
     */
    record Curve(double first, double last) {

        double at(double part) {
            return last + (first - last) * Math.exp(-3 * part);
        }
    }

    /** The value of a test at that visit, as a technician would type it. */
    String value(String loinc, int decimals, int visit, long seed) {
        double part = daysAgo.size() == 1 ? 0 : (double) visit / (daysAgo.size() - 1);
        Curve curve = curves.get(loinc);
        double middle = curve == null ? USUAL.getOrDefault(loinc, 1.0) : curve.at(part);
        Random chance = new Random(seed * 31 + loinc.hashCode() * 7L + visit);
        double wobbled = middle * (1 + WOBBLE * (chance.nextDouble() * 2 - 1) * (loinc.equals("5811-5") ? 0.1 : 1));
        return BigDecimal.valueOf(wobbled)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static Map<String, Double> usual() {
        Map<String, Double> usual = new HashMap<>();
        blood(usual);
        serum(usual);
        usual.putAll(Map.of(
                "5811-5", 1.018, "5803-2", 6.0, "5804-0", 6.0, "5792-7", 4.0, "5797-6", 1.0, "5821-4", 2.0, "13945-1",
                1.0));
        return Map.copyOf(usual);
    }

    private static void blood(Map<String, Double> usual) {
        usual.putAll(Map.of("6690-2", 6.6, "789-8", 4.7, "718-7", 14.3, "4544-3", 42.5, "787-2", 90.0));
        usual.putAll(Map.of("785-6", 30.2, "786-4", 33.6, "788-0", 13.0, "777-3", 255.0));
        usual.putAll(Map.of("4548-4", 5.2, "27353-2", 103.0));
    }

    private static void serum(Map<String, Double> usual) {
        usual.putAll(Map.of("2345-7", 86.0, "3094-0", 13.0, "2160-0", 0.88, "98979-8", 92.0, "2951-2", 140.0));
        usual.putAll(Map.of("2823-3", 4.2, "2075-0", 102.0, "2028-9", 25.5, "17861-6", 9.4));
        usual.putAll(Map.of("2093-3", 178.0, "2571-8", 98.0, "2085-9", 56.0, "13457-7", 102.0, "43396-1", 122.0));
        usual.putAll(Map.of("1742-6", 22.0, "1920-8", 24.0, "6768-6", 74.0, "2324-2", 20.0, "1975-2", 0.7));
        usual.putAll(Map.of("1968-7", 0.2, "1751-7", 4.4, "2885-2", 7.1, "1988-5", 1.8));
        usual.putAll(Map.of("3016-3", 1.9, "3024-7", 1.25, "3051-0", 3.2));
    }

    /** Diabetes that comes under control, with its blood fats. */
    static LabCourse diabetes() {
        return new LabCourse(
                "Type 2 diabetes: control since the last change of treatment?",
                List.of("HBA1C", "BMP", "LIPID"),
                List.of(1190, 1098, 1005, 915, 822, 545, 455, 364, 273, 181, 92, 9),
                Map.of(
                        "4548-4", new Curve(9.4, 6.7),
                        "27353-2", new Curve(223, 146),
                        "2345-7", new Curve(214, 121),
                        "2093-3", new Curve(252, 171),
                        "13457-7", new Curve(168, 86),
                        "43396-1", new Curve(206, 118),
                        "2571-8", new Curve(238, 128),
                        "2085-9", new Curve(41, 52)));
    }

    /** An underactive thyroid and too little iron, both mended. */
    static LabCourse thyroid() {
        return new LabCourse(
                "Hypothyroidism and iron deficiency under treatment",
                List.of("THYROID", "CBC"),
                List.of(760, 704, 648, 560, 470, 378, 284, 190, 96, 6),
                Map.of(
                        "3016-3", new Curve(14.2, 2.4),
                        "3024-7", new Curve(0.58, 1.22),
                        "718-7", new Curve(8.9, 13.1),
                        "4544-3", new Curve(28.5, 39.8),
                        "789-8", new Curve(3.55, 4.45),
                        "787-2", new Curve(71, 88),
                        "785-6", new Curve(22.4, 29.3),
                        "788-0", new Curve(18.9, 13.6),
                        "777-3", new Curve(452, 282)));
    }

    /** Too little iron in a child that grows, mended; the newest visit is late enough that the doctor may still read. */
    static LabCourse growingChild() {
        return new LabCourse(
                "Iron deficiency in a growing child, under treatment",
                List.of("CBC"),
                List.of(47, 28, 7),
                Map.of(
                        "718-7", new Curve(10.3, 12.8),
                        "4544-3", new Curve(31.5, 38),
                        "787-2", new Curve(71, 82),
                        "785-6", new Curve(23.8, 27.9),
                        "788-0", new Curve(17.1, 13.4)));
    }

    /** Courses of people who have no account. */
    static List<LabCourse> others() {
        return List.of(
                new LabCourse(
                        "Chronic kidney disease, yearly course",
                        List.of("BMP"),
                        List.of(1400, 1210, 1030, 850, 660, 480, 300, 120),
                        Map.of(
                                "2160-0",
                                new Curve(1.18, 2.35),
                                "98979-8",
                                new Curve(64, 28),
                                "2823-3",
                                new Curve(4.4, 5.4))),
                new LabCourse(
                        "Pneumonia: is the inflammation going down?",
                        List.of("CRP", "CBC"),
                        List.of(46, 43, 40, 33, 18),
                        Map.of("1988-5", new Curve(236, 3.2), "6690-2", new Curve(17.8, 7.2))),
                new LabCourse(
                        "Raised liver enzymes",
                        List.of("LIVER"),
                        List.of(420, 392, 360, 300, 210, 90),
                        Map.of(
                                "1742-6", new Curve(246, 34),
                                "1920-8", new Curve(168, 30),
                                "2324-2", new Curve(212, 44),
                                "1975-2", new Curve(2.6, 0.8))),
                new LabCourse(
                        "Blood fats on a statin",
                        List.of("LIPID", "LIVER"),
                        List.of(500, 410, 230, 50),
                        Map.of(
                                "2093-3",
                                new Curve(274, 162),
                                "13457-7",
                                new Curve(188, 84),
                                "43396-1",
                                new Curve(222, 108))));
    }
}
