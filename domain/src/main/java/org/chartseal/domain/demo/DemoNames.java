package org.chartseal.domain.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.chartseal.domain.people.Contact;
import org.chartseal.domain.people.Identifier;
import org.chartseal.domain.people.PatientDetails;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Sex;

/** Invented people with names in several scripts; the same number is always the same person. */
final class DemoNames {

    /** How people of one language are called. */
    private record Tongue(String language, List<String> women, List<String> men, List<String> families) {}

    private static final List<Tongue> TONGUES = List.of(
            new Tongue(
                    "en",
                    List.of("Jane", "Olivia", "Grace", "Hannah", "Ruth"),
                    List.of("James", "Oliver", "Henry", "Samuel", "Peter"),
                    List.of("Ashford", "Barlow", "Carlisle", "Dunmore", "Ellery", "Fairfax", "Garland")),
            new Tongue(
                    "de",
                    List.of("Anneliese", "Jana", "Käthe", "Lotte", "Ursula"),
                    List.of("Björn", "Günther", "Jörg", "Matthias", "Rüdiger"),
                    List.of("Müller", "Schäfer", "Größmann", "Köhler", "Weiß", "Bühler", "Straßer")),
            new Tongue(
                    "fr",
                    List.of("Élodie", "Agnès", "Zoé", "Hélène", "Inès"),
                    List.of("François", "Jérôme", "Noël", "Rémi", "Théo"),
                    List.of("Lefèvre", "Beaulieu", "Châtelain", "Dubois", "Garçon", "Noiret", "Pagès")),
            new Tongue(
                    "ru",
                    List.of("Анна", "Екатерина", "Ольга", "Татьяна", "Юлия"),
                    List.of("Алексей", "Дмитрий", "Иван", "Николай", "Сергей"),
                    List.of("Коваленко", "Белых", "Живаго", "Ткач", "Черных", "Седых", "Шевченко")),
            new Tongue(
                    "zh",
                    List.of("秀英", "丽华", "晓梅", "静", "芳"),
                    List.of("伟", "建国", "志强", "磊", "明"),
                    List.of("李", "王", "张", "陈", "欧阳", "赵", "周")),
            new Tongue(
                    "ar",
                    List.of("فاطمة", "ليلى", "مريم", "نور", "هدى"),
                    List.of("أحمد", "خالد", "سامي", "عمر", "يوسف"),
                    List.of("الحداد", "النجار", "السعيد", "الخطيب", "العمري", "حمدان", "منصور")),
            new Tongue(
                    "hi",
                    List.of("अनीता", "कविता", "प्रिया", "मीरा", "सुनीता"),
                    List.of("अजय", "दीपक", "राहुल", "विजय", "संजय"),
                    List.of("शर्मा", "वर्मा", "पटेल", "गुप्ता", "सिंह", "मेहता", "जोशी")),
            new Tongue(
                    "el",
                    List.of("Ελένη", "Μαρία", "Σοφία", "Αγγελική", "Κατερίνα"),
                    List.of("Γιώργος", "Νίκος", "Δημήτρης", "Κώστας", "Παύλος"),
                    List.of("Αλεξίου", "Βασιλείου", "Γεωργίου", "Μακρής", "Νικολάου", "Παππάς", "Σταύρου")),
            new Tongue(
                    "ja",
                    List.of("美咲", "陽子", "さくら", "恵子", "直美"),
                    List.of("健太", "大輔", "翔", "浩二", "誠"),
                    List.of("佐藤", "鈴木", "高橋", "渡辺", "伊藤", "山本", "中村")),
            new Tongue(
                    "yo",
                    List.of("Adébáyọ̀", "Fọlákẹ́", "Olúwáṣeun", "Títílayọ̀", "Yẹ́misí"),
                    List.of("Akin", "Babátúndé", "Kọ́lá", "Ṣẹ́gun", "Wálé"),
                    List.of("Adéyẹmí", "Ògúnbándé", "Akínlàbí", "Balógun", "Fáṣọlá", "Ọláyínká", "Ṣóyínká")));

    private DemoNames() {}

    /** The person of that number. The first two have the demo's own accounts. */
    static PatientDetails person(int number, LocalDate today) {
        if (number == 0) {
            return details(
                    new PersonName("Élodie", "Marchand"), today.minusYears(52).minusDays(143), Sex.FEMALE, "fr", 0);
        }
        if (number == 1) {
            return details(
                    new PersonName("Samuel", "Okafor"), today.minusYears(34).minusDays(31), Sex.MALE, "en", 1);
        }
        Tongue tongue = TONGUES.get(number % TONGUES.size());
        int turn = number / TONGUES.size();
        boolean woman = (turn + number) % 2 == 0;
        List<String> given = woman ? tongue.women() : tongue.men();
        PersonName name = new PersonName(
                given.get(turn % given.size()),
                tongue.families().get((turn * 3 + number) % tongue.families().size()));
        LocalDate born = today.minusDays(400L + (number * 7919L) % 31_000L);
        return details(name, born, woman ? Sex.FEMALE : Sex.MALE, tongue.language(), number);
    }

    private static PatientDetails details(PersonName name, LocalDate born, Sex sex, String language, int number) {
        String phone = String.format(java.util.Locale.ROOT, "+44 7700 9%05d", number * 37 % 100_000);
        Contact contact =
                new Contact(phone, "p" + number + "@example.org", (number % 190 + 1) + " Harbour Street", language);
        Identifier national =
                new Identifier("national", String.format(java.util.Locale.ROOT, "N-%06d", 400_000 + number));
        return new PatientDetails(name, born, sex, contact, Set.of(national));
    }
}
