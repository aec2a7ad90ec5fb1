/** What a conversation is written in: our mail by its sentences, what customers write, and the words of their programs. */
export type Language = {
  code: string;
  charsets: string[];
  sent: [string, string, string];
  written: string[];
  /** Gmail's and Thunderbird's line above a quote. */
  attribution: string;
  /** Outlook's header words: from, sent, to, subject. */
  header: [string, string, string, string];
};

const ANA = 'Ana Souza <ana@vendas.example>';

export const LANGUAGES: Language[] = [
  {
    code: 'en',
    charsets: ['us-ascii', 'utf-8', 'iso-8859-1'],
    sent: [
      'The new stock report is now in your account.',
      'Would the Pro plan make sense for the other bakeries as well?',
      'I could show it to all of you on Thursday afternoon.',
    ],
    written: [
      'Yes, we take it for two shops.',
      'Please send the contract to Rita.',
      'How much is the yearly price?',
      'Not before March, sorry.',
    ],
    attribution: `On Tue, 24 Nov 2026 at 17:07, ${ANA} wrote:`,
    header: ['From', 'Sent', 'To', 'Subject'],
  },
  {
    code: 'pt',
    charsets: ['utf-8', 'iso-8859-1', 'windows-1252'],
    sent: [
      'O novo relatório de estoque já está na sua conta.',
      'Faria sentido o plano Pro também para as outras padarias?',
      'Posso mostrar tudo a vocês na quinta-feira à tarde.',
    ],
    written: [
      'Sim, queremos para duas lojas.',
      'Pode enviar a proposta até amanhã?',
      'O preço anual não está claro.',
      'Só em março, não antes.',
    ],
    attribution: `Em ter., 24 de nov. de 2026 às 17:07, ${ANA} escreveu:`,
    header: ['De', 'Enviada em', 'Para', 'Assunto'],
  },
  {
    code: 'es',
    charsets: ['utf-8', 'iso-8859-15', 'windows-1252'],
    sent: [
      'El nuevo informe de existencias ya está en su cuenta.',
      '¿Tendría sentido el plan Pro también para las otras panaderías?',
      'Puedo enseñárselo a todos el jueves por la tarde.',
    ],
    written: [
      'Sí, lo queremos para dos tiendas.',
      '¿Cuándo podríamos empezar?',
      'Mándeme el contrato, por favor.',
      'Añada también la caja del almacén.',
    ],
    attribution: `El mar, 24 nov 2026 a las 17:07, ${ANA} escribió:`,
    header: ['De', 'Enviado', 'Para', 'Asunto'],
  },
  {
    code: 'de',
    charsets: ['utf-8', 'iso-8859-1', 'windows-1252'],
    sent: [
      'Der neue Lagerbericht steht jetzt in Ihrem Konto.',
      'Wäre der Pro-Tarif auch für die anderen Bäckereien sinnvoll?',
      'Ich könnte ihn Ihnen allen am Donnerstag zeigen.',
    ],
    written: [
      'Ja, wir nehmen ihn für zwei Filialen.',
      'Bitte schicken Sie den Vertrag an Frau Groß.',
      'Was kostet das jährlich?',
      'Erst ab März möglich.',
    ],
    attribution: `Am Di., 24. Nov. 2026 um 17:07 Uhr schrieb ${ANA}:`,
    header: ['Von', 'Gesendet', 'An', 'Betreff'],
  },
  {
    code: 'fr',
    charsets: ['utf-8', 'iso-8859-1', 'windows-1252'],
    sent: [
      'Le nouveau rapport de stock est dans votre compte.',
      'Le plan Pro serait-il utile aussi pour les autres boulangeries ?',
      'Je peux vous le montrer à tous jeudi après-midi.',
    ],
    written: [
      'Oui, nous le prenons pour deux magasins.',
      'Envoyez-nous le contrat, s’il vous plaît.',
      'Quel est le prix à l’année ?',
      'Pas avant le mois de mars.',
    ],
    attribution: `Le mar. 24 nov. 2026 à 17:07, ${ANA} a écrit :`,
    header: ['De', 'Envoyé', 'À', 'Objet'],
  },
  {
    code: 'pl',
    charsets: ['utf-8', 'iso-8859-2', 'windows-1250'],
    sent: [
      'Nowy raport magazynowy jest już na Państwa koncie.',
      'Czy plan Pro miałby sens także dla pozostałych piekarni?',
      'Mogę pokazać go wszystkim w czwartek po południu.',
    ],
    written: [
      'Tak, bierzemy dla dwóch sklepów.',
      'Proszę przesłać umowę.',
      'Ile wynosi cena roczna?',
      'Dopiero w marcu, wcześniej się nie uda.',
    ],
    attribution: `wt., 24 lis 2026 o 17:07 ${ANA} napisał(a):`,
    header: ['Od', 'Wysłano', 'Do', 'Temat'],
  },
  {
    code: 'ru',
    charsets: ['utf-8', 'koi8-r', 'windows-1251'],
    sent: [
      'Новый отчёт по складу уже в вашем кабинете.',
      'Подойдёт ли тариф Про и для остальных ваших пекарен?',
      'Могу показать его всем вам в четверг днём.',
    ],
    written: [
      'Да, берём для двух магазинов.',
      'Пришлите, пожалуйста, договор.',
      'Сколько это стоит в год?',
      'Только с марта, раньше не получится.',
    ],
    attribution: `вт, 24 нояб. 2026 г. в 17:07, ${ANA}:`,
    header: ['От', 'Отправлено', 'Кому', 'Тема'],
  },
  {
    code: 'ja',
    charsets: ['utf-8', 'shift_jis', 'euc-jp'],
    sent: [
      '新しい在庫レポートをお客様のアカウントに掲載しました。',
      '他の店舗にもプロプランをご利用になりませんか。',
      '木曜日の午後に皆様へご説明できます。',
    ],
    written: [
      'はい、二店舗分をお願いします。',
      '契約書をお送りください。',
      '年間の料金はいくらですか。',
      '三月以降になります。',
    ],
    attribution: `2026年11月24日(火) 17:07 ${ANA}:`,
    header: ['差出人', '送信日時', '宛先', '件名'],
  },
  {
    code: 'zh',
    charsets: ['utf-8', 'gbk', 'gb18030'],
    sent: ['新的库存报告已经放在您的账户里了。', '专业版对其他面包店是否也合适呢？', '我可以在星期四下午向大家演示。'],
    written: ['可以，我们要两家店的。', '请把合同发给我们。', '全年的价格是多少？', '三月以后才行。'],
    attribution: `${ANA} 于2026年11月24日周二 17:07写道：`,
    header: ['发件人', '发送时间', '收件人', '主题'],
  },
  {
    code: 'ko',
    charsets: ['utf-8', 'cp949'],
    sent: [
      '새 재고 보고서가 고객님 계정에 올라가 있습니다.',
      '다른 빵집에도 프로 요금제가 도움이 될 것 같으신가요?',
      '목요일 오후에 모두에게 보여 드릴 수 있습니다.',
    ],
    written: ['네, 두 매장에 쓰겠습니다.', '계약서를 보내 주세요.', '연간 가격이 얼마예요?', '삼월부터 가능합니다.'],
    attribution: `2026년 11월 24일 (화) 오후 5:07, ${ANA}님이 작성:`,
    header: ['보낸 사람', '보낸 날짜', '받는 사람', '제목'],
  },
  {
    code: 'el',
    charsets: ['utf-8', 'iso-8859-7', 'windows-1253'],
    sent: [
      'Η νέα αναφορά αποθήκης είναι στον λογαριασμό σας.',
      'Θα είχε νόημα το πακέτο Pro και για τα άλλα αρτοποιεία;',
      'Μπορώ να σας το δείξω την Πέμπτη το απόγευμα.',
    ],
    written: [
      'Ναι, το θέλουμε για δύο καταστήματα.',
      'Στείλτε μας το συμβόλαιο.',
      'Ποια είναι η ετήσια τιμή;',
      'Μόνο από τον Μάρτιο.',
    ],
    attribution: `Στις Τρί 24 Νοε 2026 στις 5:07 μ.μ., ο/η ${ANA} έγραψε:`,
    header: ['Από', 'Στάλθηκε', 'Προς', 'Θέμα'],
  },
  {
    code: 'tr',
    charsets: ['utf-8', 'iso-8859-9', 'windows-1254'],
    sent: [
      'Yeni stok raporu artık hesabınızda bulunuyor.',
      'Pro planı diğer fırınlar için de mantıklı olur mu?',
      'Perşembe öğleden sonra hepinize gösterebilirim.',
    ],
    written: [
      'Evet, iki mağaza için alıyoruz.',
      'Sözleşmeyi gönderin lütfen.',
      'Yıllık fiyatı ne kadar?',
      'Ancak mart ayında olur.',
    ],
    attribution: `${ANA}, 24 Kas 2026 Sal, 17:07 tarihinde şunu yazdı:`,
    header: ['Kimden', 'Gönderildi', 'Kime', 'Konu'],
  },
  {
    code: 'he',
    charsets: ['utf-8', 'windows-1255'],
    sent: [
      'דוח המלאי החדש נמצא עכשיו בחשבון שלכם.',
      'האם תוכנית פרו תתאים גם לשאר המאפיות שלכם?',
      'אוכל להציג אותה לכולכם ביום חמישי בצהריים.',
    ],
    written: ['כן, ניקח לשתי חנויות.', 'שלחו בבקשה את החוזה.', 'כמה זה עולה בשנה?', 'רק ממרץ והלאה.'],
    attribution: `‫בתאריך יום ג׳, 24 בנוב׳ 2026 ב-17:07 מאת ‪Ana Souza‬‏ <‪ana@vendas.example‬‏>:‬`,
    header: ['מאת', 'נשלח', 'אל', 'נושא'],
  },
  {
    code: 'ar',
    charsets: ['utf-8', 'windows-1256'],
    sent: [
      'تقرير المخزون الجديد موجود الآن في حسابكم.',
      'هل تناسب الخطة الاحترافية المخابز الأخرى أيضا؟',
      'يمكنني أن أعرضها عليكم جميعا يوم الخميس.',
    ],
    written: ['نعم، نأخذها لمتجرين.', 'أرسلوا لنا العقد.', 'كم السعر السنوي؟', 'ليس قبل مارس.'],
    attribution: `في الثلاثاء، 24 نوفمبر 2026 في 5:07 م تمت كتابة ما يلي بواسطة ${ANA}:`,
    header: ['من', 'تاريخ الإرسال', 'إلى', 'الموضوع'],
  },
  {
    code: 'th',
    charsets: ['utf-8', 'windows-874'],
    sent: ['รายงานสต็อกใหม่อยู่ในบัญชีของคุณแล้ว', 'แผนโปรจะเหมาะกับร้านเบเกอรี่อื่นของคุณด้วยไหม', 'ฉันสามารถสาธิตให้ทุกคนดูในบ่ายวันพฤหัสบดี'],
    written: ['ตกลง เอาสำหรับสองร้าน', 'ส่งสัญญามาให้ด้วย', 'ราคาต่อปีเท่าไร', 'หลังเดือนมีนาคมเท่านั้น'],
    attribution: `ในวันที่ อ. 24 พ.ย. 2026 เวลา 17:07 ${ANA} เขียนว่า:`,
    header: ['จาก', 'ส่ง', 'ถึง', 'เรื่อง'],
  },
];
