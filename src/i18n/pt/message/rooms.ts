/** Messages in chat rooms, beside the words of mails. */
export const rooms = {
  test: {
    title: (site: string) => `Mensagem de teste de ${site}`,
    state: 'Isto é um teste. Não aconteceu nada.',
    text: 'O teste foi pedido por quem ligou esta sala. As notícias de incidentes e de manutenção planeada terão este aspeto.',
  },
  platform: 'Ver a página da plataforma',
  site: 'Ver a página de estado',
}
