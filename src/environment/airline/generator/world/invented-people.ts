import type { Random } from '../../../../domain/random';
import type { Passenger } from '../../policy/reservation-view';
import { pick } from '../draws';

const FIRST_NAMES =
  'Adele Alma Amir Anton Astrid Basil Bianca Bruno Camila Cedric Clara Dalia Darius Diego Edith Elias Elsa Emeka Esther Farid Felix Fiona Gideon Greta Hanna Hector Helga Hugo Imani Ines Ismael Jasper Joana Jonas Kaito Kamal Katya Keiko Lars Leila Lionel Livia Magnus Malik Marta Milan Mina Nadia Nestor Nina Oleg Olga Oscar Paula Pedro Petra Priya Quentin Rafael Ravi Rhea Rosa Ruben Sabine Samir Selma Sven Tamar Tariq Teresa Theo Tilda Ulrich Uma Valentin Vera Viktor Wanda Wilma Xenia Yara Yusuf Zelda Zoran'.split(
    ' ',
  );

const LAST_NAMES =
  'Abbott Adeyemi Almeida Baptiste Barrow Bergman Bianchi Bishop Brandt Calloway Campos Castillo Chandra Cortez Dahl Delgado Dubois Eriksen Espinoza Falk Fischer Fonseca Fuentes Galante Gupta Haddad Hale Hartmann Hoffman Holm Ibarra Iyer Jansen Joshi Kapoor Keller Kimura Klein Kruger Lambert Larsen Lindgren Lowe Maddox Mancini Marsh Mendes Mercer Moreau Nakamura Navarro Novak Ochoa Okafor Olsen Ortega Osman Palmer Pereira Petrov Quinn Ramos Reyes Richter Romano Sadler Salazar Sato Schultz Serrano Silva Sorensen Stone Suzuki Takeda Tanaka Thorne Torres Vance Vargas Vega Weber Whitaker Winter Yamada Zimmer'.split(
    ' ',
  );

/**
 * An invented person between 18 and 78 years old. Any resemblance is accidental: both names come from lists of common
 * names.
 */
export function inventPerson(random: Random): Passenger {
  return { firstName: inventFirstName(random), lastName: inventLastName(random), dob: inventBirthday(random) };
}

/** A first name. */
export function inventFirstName(random: Random): string {
  return pick(random, FIRST_NAMES);
}

/** A last name. */
export function inventLastName(random: Random): string {
  return pick(random, LAST_NAMES);
}

function inventBirthday(random: Random): string {
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const year = random.integer(1946, 2005);
  const month = random.integer(1, 12);
  return `${year}-${twoDigits(month)}-${twoDigits(random.integer(1, 28))}`;
}
