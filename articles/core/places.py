"""Places that datelines name, as a reader of world news knows them.

The list decides only between a dateline and an ordinary hyphenated word ("London-Moscow-The …"
against "Spider-Man-The …"), so it needs the frequent ones, not all.
"""

import re
import unicodedata

_NAMES = """
Aachen, Abidjan, Abu Dhabi, Abuja, Accra, Addis Ababa, Aden, Algiers, Aleppo, Alexandria, Almaty,
Amman, Amsterdam, Anbar, Ankara, Antananarivo, Aqaba, Ashgabat, Asmara, Astana, Asuncion, Athens,
Atlanta, Auckland, Austin, Baghdad, Baku, Bali, Baltimore, Bamako, Bangalore, Bangkok, Bangui,
Banjul, Barcelona, Basra, Beijing, Beirut, Belfast, Belgrade, Benghazi, Berlin, Bern, Bilbao,
Birmingham, Bishkek, Bogota, Bologna, Bonn, Boston, Brasilia, Bratislava, Brazzaville, Brisbane,
Brussels, Bucharest, Budapest, Buenos Aires, Bujumbura, Cairo, Calais, Calcutta, Canberra, Cannes,
Cape Town, Caracas, Cardiff, Casablanca, Chennai, Chicago, Chisinau, Cologne, Colombo, Conakry,
Copenhagen, Dakar, Dallas, Damascus, Dar es Salaam, Darfur, Davos, Deir ez-Zor, Delhi, Denver,
Deraa, Detroit, Dhaka, Diyarbakir, Djibouti, Doha, Donetsk, Dortmund, Douma, Dresden, Dubai,
Dublin, Durban, Dushanbe, Edinburgh, Erbil, Fallujah, Frankfurt, Freetown, Gaza, Gaza City,
Gaziantep, Geneva, Genoa, Ghouta, Glasgow, Grozny, Guangzhou, Guatemala City, Hague, The Hague,
Haifa, Hama, Hamburg, Hanoi, Harare, Havana, Hebron, Helsinki, Herat, Hodeidah, Homs, Hong Kong,
Houston, Hyderabad, Idlib, Irbil, Isfahan, Islamabad, Istanbul, Izmir, Jakarta, Jeddah, Jenin,
Jerusalem, Johannesburg, Juba, Kabul, Kampala, Kandahar, Karachi, Karbala, Kathmandu, Kharkiv,
Khartoum, Kherson, Kiev, Kyiv, Kigali, Kingston, Kinshasa, Kirkuk, Kobani, Kolkata, Kuala Lumpur,
Kunduz, Kuwait City, La Paz, Lagos, Lahore, Latakia, Lausanne, Libreville, Lilongwe, Lima, Lisbon,
Ljubljana, Lome, London, Los Angeles, Luanda, Lusaka, Luxembourg, Lviv, Lyon, Madrid, Malmo,
Manama, Manbij, Manchester, Manila, Maputo, Marib, Mariupol, Marrakesh, Marseille, Mecca, Medina,
Melbourne, Mexico City, Miami, Milan, Minneapolis, Minsk, Misrata, Mogadishu, Monrovia,
Montevideo, Montreal, Moscow, Mosul, Mumbai, Munich, Muscat, Nablus, Nairobi, Najaf, Naples,
N'Djamena, New Delhi, New York, Niamey, Nice, Nicosia, Nouakchott, Odesa, Odessa, Osaka, Oslo,
Ottawa, Ouagadougou, Palmyra, Panama City, Paris, Peshawar, Philadelphia, Phnom Penh, Port Sudan,
Port-au-Prince, Prague, Pretoria, Pristina, Pyongyang, Quetta, Quito, Rabat, Rafah, Ramadi,
Ramallah, Raqqa, Reykjavik, Riga, Rio de Janeiro, Riyadh, Rome, Rostov, Rotterdam, Saint
Petersburg, St. Petersburg, San Francisco, San Jose, San Salvador, Sanaa, Santiago, Santo Domingo,
Sao Paulo, Sarajevo, Seattle, Seoul, Sevastopol, Shanghai, Sidon, Simferopol, Singapore, Sirte,
Skopje, Sochi, Sofia, Srinagar, Stockholm, Strasbourg, Stuttgart, Suez, Sydney, Taipei, Taiz,
Tallinn, Tashkent, Tbilisi, Tegucigalpa, Tehran, Tel Aviv, Tikrit, Tirana, Tokyo, Toronto,
Tripoli, Tunis, Turin, Tyre, Ulaanbaatar, United Nations, Valletta, Vancouver, Vatican City,
Venice, Vienna, Vientiane, Vilnius, Warsaw, Washington, Washington D.C., Wellington, Windhoek,
Wuhan, Yangon, Yaounde, Yerevan, Zagreb, Zaporizhzhia, Zurich, Afghanistan, Algeria, Argentina,
Armenia, Australia, Austria, Azerbaijan, Bahrain, Bangladesh, Belarus, Belgium, Bolivia, Bosnia,
Brazil, Britain, Bulgaria, Burundi, Cambodia, Cameroon, Canada, Chad, Chile, China, Colombia,
Congo, Crimea, Croatia, Cuba, Cyprus, Denmark, Ecuador, Egypt, Eritrea, Estonia, Ethiopia,
Finland, France, Georgia, Germany, Ghana, Greece, Guinea, Haiti, Honduras, Hungary, Iceland,
India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Japan, Jordan, Kazakhstan, Kenya, Kosovo,
Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Libya, Lithuania, Malaysia, Mali, Malta, Mauritania,
Mexico, Moldova, Mongolia, Morocco, Mozambique, Myanmar, Nepal, Netherlands, New Zealand, Niger,
Nigeria, North Korea, Norway, Oman, Pakistan, Palestine, Panama, Paraguay, Peru, Philippines,
Poland, Portugal, Qatar, Romania, Russia, Rwanda, Saudi Arabia, Senegal, Serbia, Sinai, Slovakia,
Slovenia, Somalia, South Africa, South Korea, South Sudan, Spain, Sri Lanka, Sudan, Sweden,
Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Tunisia, Turkey, Turkmenistan, Uganda,
Ukraine, Uruguay, Uzbekistan, Venezuela, Vietnam, West Bank, Yemen, Zambia, Zimbabwe
"""


def is_known(place: str) -> bool:
    """Whether a name is a place of the list, whatever its case, accents and hyphens.

    >>> is_known("São Paulo"), is_known("TEL-AVIV"), is_known("Mid")
    (True, True, False)
    """
    return _key(place) in _KNOWN


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^\w]|_", "", "".join(c for c in plain if not unicodedata.combining(c)))


_KNOWN = frozenset(_key(name) for name in _NAMES.replace("\n", " ").split(",") if name.strip())
