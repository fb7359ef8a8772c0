/** First names of many countries: samples are of nobody in particular. */
export const firstNames = [
  "Ada", "Aiko", "Alma", "Amara", "Ana", "Anil", "Anya", "Arun", "Asha", "Ben", "Bea", "Björn", "Bora", "Carla", "Cem", "Chidi", "Clara", "Dalia", "Dan",
  "Deniz", "Diego", "Dora", "Edda", "Eko", "Elif", "Ella", "Emil", "Enzo", "Esra", "Eva", "Fatima", "Felix", "Femi", "Finn", "Freya", "Gita", "Greta", "Hana",
  "Hugo", "Ida", "Ines", "Ivan", "Jana", "Jin", "Joao", "Jonas", "Julia", "Kaya", "Kenji", "Kofi", "Lan", "Lea", "Leon", "Lina", "Luca", "Maja", "Malik",
  "Mara", "Marta", "Mei", "Milo", "Mina", "Naomi", "Nico", "Nia", "Noor", "Nuno", "Olga", "Omar", "Paula", "Pia", "Priya", "Quinn", "Rafael", "Rana", "Rita",
  "Rosa", "Ruth", "Sami", "Sara", "Seo", "Sofia", "Tara", "Tariq", "Tess", "Theo", "Tomas", "Uma", "Vera", "Viktor", "Wanda", "Wei", "Yara", "Yusuf", "Zoe",
] as const;
